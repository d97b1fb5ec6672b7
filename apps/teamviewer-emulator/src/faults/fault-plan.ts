import type { Random } from '../state/random.ts';
import { type Fault, type FaultEffect, faultSchema } from './fault-schema.ts';

export interface PlannedFault extends Fault {
  id: number;
  strikes: number;
}

export interface FaultPlan {
  /** Takes a fault as JSON; throws a ZodError when it is none. */
  add(fault: unknown): PlannedFault;
  list(): readonly PlannedFault[];
  remove(id: number): boolean;
  clear(): void;
  /** The faults that strike this call, in the order in which they were planned; counts are used up. */
  strike(endpoint: string): FaultEffect[];
}

/** Report faults strike here, and nowhere else. */
export const reportEndpoint = 'report';

export function createFaultPlan(random: Random): FaultPlan {
  let planned: PlannedFault[] = [];
  let last = 0;
  return {
    add(given) {
      last += 1;
      const fault = { ...faultSchema.parse(given), id: last, strikes: 0 };
      planned.push(fault);
      return fault;
    },
    list: () => planned,
    remove(id) {
      const before = planned.length;
      planned = planned.filter((fault) => fault.id !== id);
      return planned.length < before;
    },
    clear() {
      planned = [];
    },
    strike(endpoint) {
      return planned.filter((fault) => matches(fault, endpoint) && spend(fault, random)).map((f) => f.effect);
    },
  };
}

function matches(fault: PlannedFault, endpoint: string): boolean {
  const isReportFault = fault.effect.kind.startsWith('report-');
  if (isReportFault || endpoint === reportEndpoint) return isReportFault && endpoint === reportEndpoint;
  return fault.endpoint === '*' || fault.endpoint.toLowerCase() === endpoint.toLowerCase();
}

function spend(fault: PlannedFault, random: Random): boolean {
  if (fault.count !== undefined && fault.strikes >= fault.count) return false;
  if (fault.skip > 0) {
    fault.skip -= 1;
    return false;
  }
  if (fault.probability < 1 && random() >= fault.probability) return false;
  fault.strikes += 1;
  return true;
}
