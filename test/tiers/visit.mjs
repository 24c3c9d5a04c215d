/**
 * A visitor: `node visit.mjs '{"url", "authority", "requests": [{method, path, headers, body}]}'` asks one after the
 * other over TLS that is checked, and prints status and body of each as JSON.
 */
import { readFileSync } from 'node:fs';
import { request } from 'node:https';

const { host, port, authority, requests } = JSON.parse(process.argv[2] ?? '{}');
const ca = readFileSync(authority);

const ask = ({ method = 'GET', path, headers = {}, body }) =>
  new Promise((resolve, reject) => {
    const all = { Host: 'localhost', ...(body && { 'Content-Type': 'application/json' }), ...headers };
    const asking = request(
      { host, port, ca, servername: 'localhost', method, path, headers: all, timeout: 10_000 },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode, body: text }));
      },
    );
    asking.on('timeout', () => asking.destroy(new Error(`${path} was not answered`)));
    asking.on('error', reject);
    asking.end(body);
  });

const replies = [];
for (const one of requests) replies.push(await ask(one));
console.log(JSON.stringify(replies));
