/** Names of the members of `this` that a node speaks of. */
const spokenOf = (node, keys, found = new Set()) => {
  if (node.type === 'MemberExpression' && node.object.type === 'ThisExpression' && !node.computed) {
    found.add(node.property.name);
  }
  for (const key of keys[node.type] ?? []) {
    for (const child of [node[key]].flat()) if (child) spokenOf(child, keys, found);
  }
  return found;
};

const nameOf = ({ key }) => key?.name;
const isMethod = ({ type }) => type === 'MethodDefinition';

/**
 * A class that can be saved forgets none of its fields: `save…` and `restore…` both speak of each of them, or its
 * comment says `Not saved:` and why. What is forgotten would be missing from a snapshot, which nobody would see until
 * a replica that started from one answers otherwise than the others.
 */
export const savesEveryField = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      forgotten: '{{methods}} of this class forgot {{field}}: add it, or comment it "Not saved: why".',
      half: 'What can be saved can be restored: this class has no restore.',
    },
  },
  create: (context) => ({
    ClassBody(node) {
      const { visitorKeys } = context.sourceCode;
      const methods = node.body.filter(isMethod);
      const named = (start) => methods.filter((method) => nameOf(method)?.startsWith(start));
      const [saving, restoring] = [named('save'), named('restore')];
      if (saving.length === 0) return;
      if (restoring.length === 0) {
        context.report({ node, messageId: 'half' });
        return;
      }
      const saved = new Set(saving.flatMap((method) => [...spokenOf(method, visitorKeys)]));
      // What it saves may be a getter's. In restoring, to read a field isn't to set it.
      for (const name of saved) {
        for (const method of methods.filter((one) => nameOf(one) === name)) {
          for (const one of spokenOf(method, visitorKeys)) saved.add(one);
        }
      }
      const restored = new Set(restoring.flatMap((method) => [...spokenOf(method, visitorKeys)]));
      for (const field of node.body.filter(
        ({ type, static: isStatic }) => /Property/.test(type) && !isStatic,
      )) {
        const comments = context.sourceCode.getCommentsBefore(field);
        if (comments.some(({ value }) => value.includes('Not saved:'))) continue;
        const forgetful = [
          ...(saved.has(nameOf(field)) ? [] : ['save']),
          ...(restored.has(nameOf(field)) ? [] : ['restore']),
        ];
        if (forgetful.length === 0) continue;
        const data = { methods: forgetful.join(' and '), field: nameOf(field) ?? 'a field' };
        context.report({ node: field, messageId: 'forgotten', data });
      }
    },
  }),
};
