import type { Api } from '../api.ts';
import { apiFunction, ONE_PAGE } from '../core/api-function.ts';
import type { CallOptions } from '../core/call.ts';
import { isTeamViewerError, TeamViewerError } from '../errors.ts';
import type { Listing } from '../paging/listing.ts';
import { misunderstood, openEnvelope, readList } from '../shape/envelope.ts';
import { JsonStreamError, streamListItems } from '../shape/json-list-stream.ts';
import type { OnlineState } from '../shape/online-state.ts';
import { type Device, deviceReader } from './device.ts';
import { listOf, UNPAGED } from './list-of.ts';

const LIST = apiFunction('GET /devices', { maxBytes: ONE_PAGE });
const GET = apiFunction('GET /devices/{id}', { unknownIdMayBe400: true });
const LONGEST_RECORD = 1024 * 1024;

/** Which devices to list (facts §6 [C]; `name` [C: S]). */
export interface DeviceFilter {
  readonly groupId?: string;
  readonly onlineState?: Exclude<OnlineState, 'unknown'>;
  /** Digits, without the `r`. */
  readonly teamViewerId?: string;
  readonly name?: string;
}

/**
 * Legacy devices. `GET /devices` has no pages (facts §6 [C]), so that a large list is read group by group with
 * {@link Devices.byGroup} or as a stream.
 */
export interface Devices {
  /** One group's devices, as one answer of at most 32 MiB. */
  byGroup(groupId: string, options?: CallOptions): Listing<Device>;
  /** The devices that fit a filter, as one answer of at most 32 MiB. */
  list(filter?: DeviceFilter, options?: CallOptions): Listing<Device>;
  /**
   * The same, of any size, read as it arrives: memory holds one device. The deadline applies to each pause between
   * arriving pieces. When the stream breaks it rejects with `try_later`, and devices may then come twice on the next
   * attempt; it cannot be resumed.
   */
  stream(filter?: DeviceFilter, options?: CallOptions): AsyncGenerator<Device, void, undefined>;
  /** `GET /devices/{id}` with the `d…` id; the answer is a list of one (facts §6 [C: PS]). */
  get(id: string, options?: CallOptions): Promise<Device>;
}

export function createDevices(api: Api): Devices {
  const list = (filter: DeviceFilter, options?: CallOptions) =>
    listOf(
      api,
      {
        fn: LIST,
        style: UNPAGED,
        query: () => deviceQuery(filter),
        member: 'devices',
        reader: deviceReader,
        identify: (device) => device.id,
      },
      options,
    );

  return {
    byGroup: (groupId, options) => list({ groupId }, options),
    list: (filter = {}, options) => list(filter, options),
    stream: (filter = {}, options) => streamDevices(api, filter, options),
    async get(id, options) {
      const answer = await api.send(GET, { params: { id } }, options);
      const envelope = openEnvelope(GET.name, answer.json);
      const [device] = api.reading(GET, (tally) =>
        readList(GET.name, envelope, 'devices', deviceReader, tally),
      );
      if (device !== undefined) return device;
      throw new TeamViewerError('not_found', 'TeamViewer does not know this device.', { fn: GET.name });
    },
  };
}

async function* streamDevices(
  api: Api,
  filter: DeviceFilter,
  options: CallOptions | undefined,
): AsyncGenerator<Device, void, undefined> {
  const body = await api.stream(LIST, { query: deviceQuery(filter) }, options);
  const notes = api.tally(LIST);
  const seen = new Set<string>();
  try {
    for await (const raw of streamListItems(body, 'devices', LONGEST_RECORD)) {
      const device = deviceReader.read(raw, notes.tally);
      if (device === undefined || seen.has(device.id)) continue;
      seen.add(device.id);
      yield device;
    }
  } catch (error) {
    throw asStreamFailure(error);
  } finally {
    notes.report();
  }
}

function asStreamFailure(error: unknown): unknown {
  if (isTeamViewerError(error)) return error;
  if (error instanceof JsonStreamError && error.reason !== 'cut_short') return misunderstood(LIST.name);
  return new TeamViewerError('try_later', 'The list of devices broke off.', { fn: LIST.name, cause: error });
}

function deviceQuery(filter: DeviceFilter): Record<string, string | undefined> {
  return {
    groupid: filter.groupId,
    online_state: filter.onlineState,
    remotecontrol_id: filter.teamViewerId === undefined ? undefined : `r${filter.teamViewerId}`,
    name: filter.name,
  };
}
