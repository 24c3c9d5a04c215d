import { App, Chart, YamlOutputType } from 'cdk8s';
import { k8s } from 'cdk8s-plus-33';
import { addService } from './app-tier.ts';
import { addEngines } from './data-tier.ts';
import { addEdge } from './edge-tier.ts';
import { labelsOf, type Part } from './parts.ts';
import { addPolicies } from './policies.ts';
import type { Settings } from './settings.ts';

const OUTER: readonly Part[] = ['caddy', 'ordering', 'recommender'];
const ENGINES: readonly Part[] = ['redis', 'minio', 'minio-setup'];

/** In a chart of its own: a namespace isn't in one. */
const addNamespace = (app: App, name: string): void => {
  new k8s.KubeNamespace(new Chart(app, 'namespace'), 'namespace', {
    metadata: {
      name,
      labels: {
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/enforce-version': 'latest',
      },
    },
  });
};

/**
 * All of Relish for a cluster, as YAML that `kubectl apply` takes. Secrets are named, and made elsewhere.
 * The same settings give the same text.
 */
export const relishManifests = (settings: Settings): string => {
  const app = new App({ yamlOutputType: YamlOutputType.FILE_PER_APP });
  addNamespace(app, settings.namespace);
  const chart = new Chart(app, 'relish', { namespace: settings.namespace, disableResourceNameHashes: true });
  const parts = settings.engines === 'inside' ? [...OUTER, ...ENGINES] : OUTER;
  addPolicies(chart, parts, settings);
  for (const part of parts)
    new k8s.KubeServiceAccount(chart, `${part}-account`, {
      metadata: { name: part, labels: labelsOf(part) },
      automountServiceAccountToken: false,
    });
  if (settings.engines === 'inside') addEngines(chart, settings);
  addService(chart, 'recommender', settings);
  addService(chart, 'ordering', settings);
  addEdge(chart, settings);
  return app.synthYaml();
};
