/** Whether an error of the file system is of one kind, such as `ENOENT` or `EEXIST`. */
export const hasErrorCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
