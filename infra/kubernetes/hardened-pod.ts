import { k8s } from 'cdk8s-plus-33';
import { NOBODY, type Part, labelsOf } from './parts.ts';

const { Quantity } = k8s;

export interface Resources {
  readonly cpu: string;
  readonly memory: string;
  /** Of processors there is no limit: waiting for one's share of an idle machine helps nobody. */
  readonly memoryLimit: string;
}

export interface PodPlan {
  readonly part: Part;
  readonly container: Omit<k8s.Container, 'name' | 'resources' | 'securityContext'>;
  readonly resources: Resources;
  readonly user?: number;
  readonly volumes?: readonly k8s.Volume[];
  readonly annotations?: Readonly<Record<string, string>>;
  readonly graceSeconds?: number;
  readonly restartPolicy?: 'Always' | 'OnFailure';
}

/** Replicas are spread over nodes and zones where there are several; on one machine they still run. */
const spread = (part: Part): k8s.TopologySpreadConstraint[] =>
  ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: labelsOf(part) },
  }));

const scratch = (name: string, size: string): k8s.Volume => ({
  name,
  emptyDir: { sizeLimit: Quantity.fromString(size) },
});

const resourcesOf = ({ cpu, memory, memoryLimit }: Resources): k8s.ResourceRequirements => ({
  requests: { cpu: Quantity.fromString(cpu), memory: Quantity.fromString(memory) },
  limits: { memory: Quantity.fromString(memoryLimit) },
});

/** A pod as the namespace demands it (Pod Security `restricted`), and besides: nothing to write to, no account. */
export const hardenedPod = (plan: PodPlan): k8s.PodTemplateSpec => {
  const { part, container, resources, user = NOBODY, volumes = [], annotations, restartPolicy } = plan;
  return {
    metadata: { labels: labelsOf(part), ...(annotations && { annotations: { ...annotations } }) },
    spec: {
      serviceAccountName: part,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: plan.graceSeconds ?? 30,
      ...(restartPolicy && { restartPolicy }),
      securityContext: {
        runAsNonRoot: true,
        runAsUser: user,
        runAsGroup: user,
        fsGroup: user,
        fsGroupChangePolicy: 'OnRootMismatch',
        seccompProfile: { type: 'RuntimeDefault' },
      },
      topologySpreadConstraints: spread(part),
      containers: [
        {
          ...container,
          name: part,
          resources: resourcesOf(resources),
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          volumeMounts: [...(container.volumeMounts ?? []), { name: 'tmp', mountPath: '/tmp' }],
        },
      ],
      volumes: [...volumes, scratch('tmp', '64Mi')],
    },
  };
};
