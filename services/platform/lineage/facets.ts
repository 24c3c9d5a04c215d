import type { RunEvent } from '../../contracts/open-lineage.ts';

type StampedFacets = NonNullable<RunEvent['run']['facets']>;
/** What a facet says; who says so and by which schema is added. */
export type Facets = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const of = (file: string, version: string): string =>
  `https://openlineage.io/spec/facets/${version}/${file}.json#/$defs/${file}`;

/** The published facets that Relish uses, by where they stand. */
const PUBLISHED = {
  run: {
    processing_engine: of('ProcessingEngineRunFacet', '1-1-1'),
    errorMessage: of('ErrorMessageRunFacet', '1-0-1'),
  },
  job: {
    jobType: of('JobTypeJobFacet', '2-0-3'),
    documentation: of('DocumentationJobFacet', '1-0-1'),
  },
  dataset: {
    version: of('DatasetVersionDatasetFacet', '1-0-1'),
    dataQualityMetrics: of('DataQualityMetricsDatasetFacet', '1-0-0'),
  },
  input: { dataQualityMetrics: of('DataQualityMetricsInputDatasetFacet', '1-0-2') },
  output: { outputStatistics: of('OutputStatisticsOutputDatasetFacet', '1-0-2') },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

type Place = keyof typeof PUBLISHED;

/** Of a facet of our own: their names begin with `relish_`, as the standard asks for. */
const ownSchema = (name: string): string => `urn:relish:lineage:1-0-0#/$defs/${name}`;

const schemaOf = (place: Place, name: string): string => {
  const published: Readonly<Record<string, string>> = PUBLISHED[place];
  return published[name] ?? ownSchema(name);
};

/** Facets as they are sent. @param place whose they are: of a run, a job, a data set, or of one as input or output */
export const stampFacets = (facets: Facets, place: Place, producer: string): StampedFacets =>
  Object.fromEntries(
    Object.entries(facets).map(([name, facet]) => [
      name,
      { ...facet, _producer: producer, _schemaURL: schemaOf(place, name) },
    ]),
  );
