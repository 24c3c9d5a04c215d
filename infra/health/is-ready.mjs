/** For the health check of a container: exits with 0 if the service in it may be asked. */
import { get } from 'node:http';

const { PORT = '8080' } = process.env;
const asking = get({ host: '127.0.0.1', port: PORT, path: '/readyz', timeout: 2_500 }, (response) => {
  process.exit(response.statusCode === 200 ? 0 : 1);
});
asking.on('timeout', () => asking.destroy());
asking.on('error', () => process.exit(1));
