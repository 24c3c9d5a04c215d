/** A rule may be switched off where a reader sees why: `// eslint-disable-next-line NAME -- WHY`. */
export const disableWithReason = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { reason: 'Say why and what is switched off: eslint-disable-next-line NAME -- WHY.' },
  },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        const text = comment.value.trim();
        if (
          /^(eslint-disable|@ts-(expect-error|ignore|nocheck))/.test(text) &&
          !/\S\s+(--|:)\s+\S/.test(text)
        ) {
          context.report({ loc: comment.loc, messageId: 'reason' });
        }
      }
    },
  }),
};
