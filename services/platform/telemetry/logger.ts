import { pino, type Logger } from 'pino';

/** Structured logs on standard error. Secrets are redacted wherever they might slip in. */
export const createLogger = (level: string): Logger =>
  pino(
    {
      level,
      redact: ['*.authorization', '*.passcode', '*.token', 'req.headers.authorization'],
    },
    pino.destination({ dest: 2, sync: false }),
  );
