import type { Api } from '../api.ts';
import { apiFunction, ONE_PAGE } from '../core/api-function.ts';
import type { ApiFunction, CallOptions } from '../core/call.ts';
import { misunderstood } from '../shape/envelope.ts';
import { RawRecord } from '../shape/raw-record.ts';
import { isRecord } from '../shape/record-reader.ts';

const page = { maxBytes: ONE_PAGE };
const byId = { maxBytes: ONE_PAGE, unknownIdMayBe400: true };
const DEVICES = apiFunction('GET /monitoring/devices', page);
const INFORMATION = apiFunction('GET /monitoring/devices/{id}/information', byId);
const HARDWARE = apiFunction('GET /monitoring/devices/{id}/hardware', byId);
const SOFTWARE = apiFunction('GET /monitoring/devices/{id}/software', byId);
const ALARMS = apiFunction('GET /monitoring/alarms', page);
const BROWSERS = apiFunction('GET /webMonitoring/browsers');
const LOCATIONS = apiFunction('GET /webMonitoring/locations');

/**
 * Monitoring (facts §10 [C: S, MT]). The shapes of these answers are hardly known, so that records are handed on as
 * they came. Only the first page of alarms is read.
 */
export interface Monitoring {
  /** `GET /monitoring/devices`. */
  devices(options?: CallOptions): Promise<readonly RawRecord[]>;
  /** `GET /monitoring/devices/{id}/information`. */
  information(deviceId: string, options?: CallOptions): Promise<RawRecord>;
  /** `GET /monitoring/devices/{id}/hardware`. */
  hardware(deviceId: string, options?: CallOptions): Promise<readonly RawRecord[]>;
  /** `GET /monitoring/devices/{id}/software`. */
  software(deviceId: string, options?: CallOptions): Promise<readonly RawRecord[]>;
  /** `GET /monitoring/alarms`. */
  alarms(options?: CallOptions): Promise<readonly RawRecord[]>;
}

/** Web monitoring (facts §10 [C: M]); possibly withdrawn by now ([L]). */
export interface WebMonitoring {
  /** `GET /webMonitoring/browsers`. */
  browsers(options?: CallOptions): Promise<readonly RawRecord[]>;
  /** `GET /webMonitoring/locations`. */
  locations(options?: CallOptions): Promise<readonly RawRecord[]>;
}

export function createMonitoring(api: Api): Monitoring {
  return {
    devices: (options) => records(api, DEVICES, {}, options),
    hardware: (id, options) => records(api, HARDWARE, { id }, options),
    software: (id, options) => records(api, SOFTWARE, { id }, options),
    alarms: (options) => records(api, ALARMS, {}, options),
    async information(id, options) {
      const { json } = await api.send(INFORMATION, { params: { id } }, options);
      if (!isRecord(json)) throw misunderstood(INFORMATION.name);
      return new RawRecord(json);
    },
  };
}

export function createWebMonitoring(api: Api): WebMonitoring {
  return {
    browsers: (options) => records(api, BROWSERS, {}, options),
    locations: (options) => records(api, LOCATIONS, {}, options),
  };
}

/** The list is the answer itself or its only list: which of them is not documented. */
async function records(
  api: Api,
  fn: ApiFunction,
  params: Record<string, string>,
  options: CallOptions | undefined,
): Promise<readonly RawRecord[]> {
  const { json } = await api.send(fn, { params }, options);
  const list: unknown = Array.isArray(json)
    ? json
    : isRecord(json)
      ? Object.values(json).find(Array.isArray)
      : undefined;
  if (!Array.isArray(list)) throw misunderstood(fn.name);
  return list.filter(isRecord).map((record) => new RawRecord(record));
}
