// SPDX-License-Identifier: Apache-2.0
// All that is said of a plate, asked for anew when the list of plates says that it is otherwise by now.
import { useEffect } from "preact/hooks";
import { useAsked, type Asked } from "../alarms/asked";
import { useServices } from "../services";
import type { PlateFile, PlateLine } from "./wire";

/** The list costs the service next to nothing; a plate's file has it unpack pictures. */
const LIST_MS = 10_000;
const FILE_MS = 600_000;

export function usePlateFile(plate: number): Asked<PlateFile> {
  const { stewards } = useServices();
  const file = useAsked((signal) => stewards.plate(plate, signal), plate, FILE_MS);
  const list = useAsked((signal) => stewards.plates(signal), plate, LIST_MS);
  const { value, problem, again } = file;
  useEffect(() => {
    const line = list.value?.plates.find((each) => each.id === plate);
    const isOld = value !== null && list.value !== null && !isSame(value.plate, line);
    const isBack = problem !== null && problem.status !== 404 && list.problem === null;
    if (isOld || isBack) again();
    // With each answer of the list, and only then: what is asked for anew must not ask again at once.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [list.value]);
  return file;
}

/** Whether a plate is as it was; every act changes one of these. */
export function isSame(one: PlateLine, other: PlateLine | undefined): boolean {
  if (other === undefined) return false;
  const said = ({ state, admitted, held, approved_by }: PlateLine) => JSON.stringify([state, admitted, held, approved_by]);
  return said(one) === said(other);
}
