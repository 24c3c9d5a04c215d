/** For the health check of a container: exits with 0 if the service in it may be asked. */
import { get } from 'node:http';

// HOST may be all addresses.
const { HOST = '0.0.0.0', PORT = '8080' } = process.env;
const host = HOST === '0.0.0.0' ? '127.0.0.1' : HOST;
const asking = get({ host, port: PORT, path: '/readyz', timeout: 2_500 }, (response) => {
  process.exit(response.statusCode === 200 ? 0 : 1);
});
asking.on('timeout', () => asking.destroy());
asking.on('error', () => process.exit(1));
