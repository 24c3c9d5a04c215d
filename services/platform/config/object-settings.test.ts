import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.ts';

const whole = { S3_ENDPOINT: 'http://127.0.0.1:9000', S3_ACCESS_KEY: 'relish', S3_SECRET_KEY: 'hush' };

describe('the settings of the object store', () => {
  it('are all there, or none', () => {
    expect(readConfig({}).S3_ENDPOINT).toBeUndefined();
    expect(readConfig(whole)).toMatchObject({ ...whole, S3_BUCKET: 'relish', S3_REGION: 'us-east-1' });
    for (const name of Object.keys(whole)) {
      const rest = Object.fromEntries(Object.entries(whole).filter(([each]) => each !== name));
      expect(() => readConfig(rest)).toThrow(
        /S3_ENDPOINT: goes together with S3_ACCESS_KEY and S3_SECRET_KEY/,
      );
    }
  });

  it.each([
    [{ S3_ENDPOINT: 'minio:9000' }, /http:\/\/host:port/],
    [{ S3_ENDPOINT: 'ftp://minio' }, /http:\/\/host:port/],
    [{ S3_BUCKET: 'Relish' }, /S3_BUCKET: 3 to 63/],
  ])('%j is refused with what it may be', (wrong, said) => {
    expect(() => readConfig({ ...whole, ...wrong })).toThrow(said);
  });
});
