/** An order of somebody else's stand, as it comes in; whatever of it is to be otherwise. */
export const order = (id: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  specversion: '1.0',
  id,
  source: '/stands/elsewhere',
  type: 'order.placed',
  time: new Date().toISOString(),
  subject: `orders/o-${id}`,
  data: {
    orderId: `o-${id}`,
    accountId: `a-${id}`,
    lines: [{ itemId: 'bcpcc-8', quantity: 1, unitPrice: 850 }],
  },
  ...more,
});
