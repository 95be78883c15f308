// Google's partial responses: `fields=a,b(c,d),e/f` keeps what it names. In a list it applies to each item.
export function selected(json, fields) {
  return pick(json, parseList({ text: fields, at: 0 }));
}

function pick(value, tree) {
  if (Array.isArray(value)) {
    return value.map(item => pick(item, tree));
  }
  if (value === null || typeof value !== 'object' || tree.size === 0 || tree.has('*')) {
    return value;
  }
  const kept = Object.entries(value).filter(([key]) => tree.has(key));
  return Object.fromEntries(kept.map(([key, item]) => [key, pick(item, tree.get(key))]));
}

function parseList(input) {
  const tree = new Map();
  while (input.at < input.text.length && input.text[input.at] !== ')') {
    const name = /^[^,()/]+/.exec(input.text.slice(input.at))?.[0] ?? '';
    input.at += name.length;
    tree.set(name, merged(tree.get(name), parseRest(input)));
    if (input.text[input.at] === ',') {
      input.at++;
    } else if (name === '') {
      break;
    }
  }
  return tree;
}

function parseRest(input) {
  if (input.text[input.at] === '(') {
    input.at++;
    const inner = parseList(input);
    input.at++;
    return inner;
  }
  if (input.text[input.at] === '/') {
    input.at++;
    const name = /^[^,()/]+/.exec(input.text.slice(input.at))?.[0] ?? '*';
    input.at += name.length;
    return new Map([[name, parseRest(input)]]);
  }
  return new Map();
}

function merged(one = new Map(), other) {
  return new Map([...one, ...other]);
}
