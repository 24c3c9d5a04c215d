import { z } from 'zod';
import { AppError } from '../http/app-error.ts';

/** Characters: an envelope holds a statement about an artifact, never the artifact. */
const MAX_ENVELOPE = 1024 * 1024;
const MAX_SIGNATURES = 10;
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

const envelope = z.object({
  payloadType: z.string().min(1).max(300),
  /** Base64, of either alphabet. */
  payload: z.string().regex(BASE64),
  /** `keyid` is a hint that nobody signed: never a reason to trust. */
  signatures: z
    .array(z.object({ keyid: z.string().max(300).optional(), sig: z.string().regex(BASE64).max(1_000) }))
    .min(1)
    .max(MAX_SIGNATURES),
});

/** DSSE v1.0.2 (github.com/secure-systems-lab/dsse, envelope.md), as JSON. */
export type Envelope = z.infer<typeof envelope>;

export const signatureInvalid = (what: string, cause?: unknown): AppError =>
  new AppError(422, 'signature-invalid', `It is not what was signed: ${what}.`, { cause });

const unpadded = (text: string): string => text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');

/** @throws AppError 422 `signature-invalid` for text that only nearly is base64: one value has one spelling */
export const fromBase64 = (text: string): Uint8Array => {
  const bytes = Buffer.from(text, 'base64');
  if (unpadded(bytes.toString('base64')) !== unpadded(text)) throw signatureInvalid('a field is no base64');
  return bytes;
};

/** What is signed (PAE): the type as well as the bytes, so that neither can pass for something else. */
export const preAuthentication = (payloadType: string, payload: Uint8Array): Uint8Array => {
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.byteLength} `;
  return Buffer.concat([Buffer.from(head), payload]);
};

/** The one spelling that we write: no white space, the fields in this order. */
export const encodeEnvelope = ({ payloadType, payload, signatures }: Envelope): Uint8Array =>
  Buffer.from(
    JSON.stringify({
      payloadType,
      payload,
      signatures: signatures.map(({ keyid, sig }) => (keyid === undefined ? { sig } : { keyid, sig })),
    }),
  );

/** @throws AppError 422 `signature-invalid` for what is no envelope */
export const decodeEnvelope = (bytes: Uint8Array): Envelope => {
  if (bytes.byteLength > MAX_ENVELOPE) throw signatureInvalid('it is too large for an envelope');
  try {
    return envelope.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (cause) {
    throw signatureInvalid('it is no DSSE envelope', cause);
  }
};
