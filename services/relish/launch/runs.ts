import type { Config } from '../../platform/config/config.ts';

/** What a process can be besides all of Relish. */
export type Service = Exclude<Config['RELISH_SERVICE'], 'all'>;

/** Whether a service is in this process. */
export const runs = ({ RELISH_SERVICE }: Pick<Config, 'RELISH_SERVICE'>, service: Service): boolean =>
  RELISH_SERVICE === 'all' || RELISH_SERVICE === service;
