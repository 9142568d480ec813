// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { historyAddress, incidentAddress, parseRoute, plateAddress, wallAddress, zonesAddress } from "./route";

describe("addresses", () => {
  it.each([1, 2, 17])("lead back to page %i of the wall", (number) => {
    const [path = "", query = ""] = wallAddress(number).split("?");
    expect(parseRoute(path, query)).toEqual({ page: "wall", number });
  });

  it("lead back to a camera's history", () => {
    expect(parseRoute(historyAddress("fire-lane-2"), "")).toEqual({ page: "history", camera: "fire-lane-2" });
  });

  it("lead back to an incident, and to the pages of alarms", () => {
    expect(parseRoute(incidentAddress(17), "")).toEqual({ page: "incident", incident: 17 });
    expect(["/incidents", "/channels/", "/announce"].map((path) => parseRoute(path, "").page)).toEqual([
      "incidents", "channels", "announce",
    ]);
  });

  it("lead back to a plate, and to the list of them", () => {
    expect(parseRoute(plateAddress(3), "")).toEqual({ page: "plate", plate: 3 });
    expect(parseRoute("/plates", "").page).toBe("plates");
    expect(parseRoute(zonesAddress("fire-lane"), "")).toEqual({ page: "zones", camera: "fire-lane" });
  });

  it.each(["0", "-3", "x", ""])("mean the first page where the page is %s", (page) => {
    expect(parseRoute("/", `?page=${page}`)).toEqual({ page: "wall", number: 1 });
  });

  it.each(["/camera/", "/camera/a/b", "/camera/A%20b", "/else", "/incidents/0", "/incidents/x", "/incidents/1/2", "/plates/0", "/plates/x", "/announce/x"])("%s is no page", (path) => {
    expect(parseRoute(path, "")).toEqual({ page: "none" });
  });
});
