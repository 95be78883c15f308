// Two kinds of access tokens. A server's own token, bench~NAME~ADDRESS, tells the proxy who asks and whose mailbox he means.
// The proxy asks emulate with one of many tokens of that address in turn.
export const tokensPerAddress = 40;

export const tokenFor = (address, n) => `emulate-${address}-${n}`;

export const tokenOf = (name, address) => `bench~${name}~${address}`;

/** Who asks: { name, address }, or undefined for a token that is not ours. */
export function callerOf(authorization) {
  const [kind, name, address] = (authorization ?? '').replace(/^Bearer /i, '').split('~');
  return kind === 'bench' && address ? { name, address } : undefined;
}
