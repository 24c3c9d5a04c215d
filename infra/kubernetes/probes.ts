import { k8s } from 'cdk8s-plus-33';

const { IntOrString } = k8s;

/**
 * Alive and ready are different things: a replica that folds its log, or whose Redis is away, is alive, and starting it
 * again would only begin that anew.
 */
export const httpProbes = (
  port: number,
  { alive, ready }: { readonly alive: string; readonly ready: string },
): Pick<k8s.Container, 'startupProbe' | 'livenessProbe' | 'readinessProbe'> => {
  const get = (path: string) => ({ path, port: IntOrString.fromNumber(port) });
  return {
    startupProbe: { httpGet: get(alive), periodSeconds: 2, failureThreshold: 60 },
    livenessProbe: { httpGet: get(alive), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
    readinessProbe: { httpGet: get(ready), periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 2 },
  };
};

/** Whoever hears late that this one ends still gets an answer. */
export const leaveSlowly: k8s.Lifecycle = { preStop: { exec: { command: ['sleep', '5'] } } };
