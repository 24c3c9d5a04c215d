/** The last part of a path, decoded once: ids may hold slashes, spaces and percent signs. */
export const lastSegment = (pathname: string): string => {
  const segment = pathname.slice(pathname.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};
