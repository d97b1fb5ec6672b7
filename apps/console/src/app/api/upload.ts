import { problem } from '@fernwart/contract';
import type { z } from 'zod';
import { currentLanguage } from '../../i18n/language.ts';
import { ApiError } from './api-error.ts';
import { apiPath } from './request.ts';

/** Sends a file as it is, telling the share that has left (0 to 1): `fetch` cannot tell that. */
export function upload<Answer extends z.ZodType>(
  path: string,
  file: Blob,
  answer: Answer,
  onProgress: (share: number) => void,
  signal: AbortSignal,
  mediaType = 'application/zip',
): Promise<z.output<Answer>> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open('POST', apiPath(path));
    call.setRequestHeader('content-type', mediaType);
    call.setRequestHeader('accept-language', currentLanguage());
    call.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    call.addEventListener('error', () => reject(new ApiError('unreachable', null)));
    call.addEventListener('abort', () => reject(new ApiError('aborted', null)));
    call.addEventListener('load', () => settle(call, answer, resolve, reject));
    signal.addEventListener('abort', () => call.abort(), { once: true });
    call.send(file);
  });
}

function settle<Answer extends z.ZodType>(
  call: XMLHttpRequest,
  answer: Answer,
  resolve: (value: z.output<Answer>) => void,
  reject: (error: ApiError) => void,
): void {
  const body = parse(call.responseText);
  if (call.status >= 200 && call.status < 300) {
    const parsed = answer.safeParse(body);
    if (parsed.success) return resolve(parsed.data);
    return reject(new ApiError('unexpected_answer', null, { cause: parsed.error }));
  }
  const refused = problem.safeParse(body);
  reject(
    refused.success ? new ApiError(refused.data.code, refused.data) : new ApiError('unexpected_answer', null),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
