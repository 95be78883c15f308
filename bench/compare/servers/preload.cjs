// node --require preload.cjs SERVER: sends what a server asks of Google to BENCH_GOOGLE, a proxy on loopback, and lets nothing
// else leave: no other host is resolved or connected to.
'use strict';
const dgram = require('node:dgram');
const dns = require('node:dns');
const http = require('node:http');
const http2 = require('node:http2');
const https = require('node:https');
const { syncBuiltinESMExports } = require('node:module');
const net = require('node:net');

const proxy = new URL(process.env.BENCH_GOOGLE);
const google = new Set(['gmail.googleapis.com', 'www.googleapis.com', 'oauth2.googleapis.com', 'accounts.google.com']);
const isLoopback = host => /^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(host);

function refusal(host) {
  return new Error(`bench/compare lets nothing leave this machine: ${host} is refused.`);
}

for (const name of ['request', 'get']) {
  https[name] = (...given) => {
    const [target, ...rest] = given;
    const callback = rest.find(item => typeof item === 'function');
    const options = typeof target === 'string' || target instanceof URL
      ? { ...parts(new URL(target)), ...rest.find(item => item && typeof item === 'object') } : { ...target };
    const host = options.hostname ?? options.host?.replace(/:\d+$/, '');
    if (!google.has(host)) {
      throw refusal(host);
    }
    // An agent for TLS cannot serve; without one Node's own keeps connections, as it does for https.
    const { agent, host: _, servername, ...kept } = options;
    return http[name]({ ...kept, protocol: 'http:', hostname: proxy.hostname, port: proxy.port }, callback);
  };
}

function parts(url) {
  return { hostname: url.hostname, path: url.pathname + url.search };
}

const { fetch } = globalThis;
globalThis.fetch = (input, init) => {
  const url = new URL(typeof input === 'string' || input instanceof URL ? input : input.url);
  if (google.has(url.hostname)) {
    const moved = new URL(url.pathname + url.search, proxy);
    return fetch(typeof input === 'string' || input instanceof URL ? moved : new Request(moved, input), init);
  }
  return isLoopback(url.hostname) ? fetch(input, init) : Promise.reject(refusal(url.hostname));
};

http2.connect = authority => { throw refusal(String(authority)); };

const { lookup } = dns;
dns.lookup = (host, ...rest) => isLoopback(host) ? lookup(host, ...rest) : rest.at(-1)(refusal(host));
dns.promises.lookup = host => Promise.reject(refusal(host));

for (const names of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
  for (const name of Object.getOwnPropertyNames(names).filter(name => /^(resolve|reverse|lookupService)/.test(name))) {
    names[name] = host => { throw refusal(host); };
  }
}
dgram.Socket.prototype.send = () => { throw refusal('a datagram'); };

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...given) {
  const options = Array.isArray(given[0]) ? given[0][0] : given[0];
  const host = options?.host ?? (typeof given[1] === 'string' ? given[1] : 'localhost');
  if (!options?.path && !isLoopback(host)) {
    throw refusal(host);
  }
  return connect.apply(this, given);
};
syncBuiltinESMExports();
