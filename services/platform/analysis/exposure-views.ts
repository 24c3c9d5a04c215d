/** What of an event that is no such thing can't be read is NULL, for a contract to find. */
const tried = (path: string, type: string): string => `TRY_CAST(data->>'${path}' AS ${type})`;

/** The lists that went out, one a row, and their places, one a row, as views of the table `events`. */
export const EXPOSURE_VIEWS: Readonly<Record<string, string>> = {
  recommendations: `
    SELECT id AS request_id, position, data->>'$.position' AS as_of, time,
      data->>'$.question.kind' AS kind, data->>'$.question.accountId' AS account_id,
      ${tried('$.question.limit', 'BIGINT')} AS item_limit,
      CAST(json_array_length(data->'$.answer.items') AS BIGINT) AS items,
      data->>'$.answer.servedBy' AS served_by, data->>'$.answer.variant' AS variant,
      data->>'$.answer.model.name' AS model, data->>'$.answer.policy' AS policy,
      ${tried('$.answer.certificate.set', 'BIGINT')} AS certificate_set,
      ${tried('$.answer.certificate.waived', 'BOOLEAN')} AS waived
    FROM events WHERE type = 'recommendation.exposed'`,
  recommended_items: `
    SELECT request_id, rank, entry->>'$.itemId' AS item_id,
      TRY_CAST(entry->>'$.score' AS BIGINT) AS score,
      TRY_CAST(entry->>'$.certificate.accounts' AS BIGINT) AS certificate_accounts,
      TRY_CAST(entry->>'$.certificate.newcomerProof' AS BOOLEAN) AS newcomer_proof
    FROM (
      SELECT request_id, unnest(entries) AS entry, generate_subscripts(entries, 1) AS rank
      FROM (
        SELECT id AS request_id, TRY_CAST(data->'$.answer.items' AS JSON[]) AS entries
        FROM events WHERE type = 'recommendation.exposed'
      )
    )`,
};
