import type { Training } from '../../contracts/http/registry.ts';

const hexOf = (digest: string): string => digest.slice('sha256:'.length);

/** Where the objects of a model are, and which of them are the bytes of artifacts. */
export const folderOf = (name: Training['name']): string => `models/${name}/`;
export const isArtifact = (object: string): boolean => object.endsWith('.bin');

/** The object with an artifact's bytes. */
export const artifactName = ({ name, artifact }: Pick<Training, 'name' | 'artifact'>): string =>
  `${folderOf(name)}${hexOf(artifact)}.bin`;

/**
 * The object with what is said of it, in a signed envelope. The same artifact may come of two training sets; sets of two
 * days are never the same.
 */
export const provenanceName = (training: Pick<Training, 'name' | 'artifact' | 'trainingSet'>): string =>
  `${folderOf(training.name)}${hexOf(training.artifact)}.${hexOf(training.trainingSet).slice(0, 16)}.json`;
