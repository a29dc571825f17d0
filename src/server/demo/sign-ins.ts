import type { Role } from "#domain/kernel/role.ts";
import type { Aggregator } from "#domain/places/aggregator.ts";

export type DemoSignIn = {
  readonly role: Role;
  /** What his place calls who gathers there; null for other roles. */
  readonly aggregator: Aggregator | null;
  readonly who: string;
  readonly where: string;
  readonly signIn: string;
  readonly secret: string;
  readonly page: string;
  readonly totp?: string;
};

export const DEMO_PASSWORD = "baogong-demo-2022";
/** Second-factor secrets of the demo's desk and dispatch, so that the demo page can show their codes. */
export const DEMO_TOTP = {
  desk: "demo-desk-second-factor-secret-01",
  dispatch: "demo-dispatch-second-factor-secr-2",
} as const;
export const DEMO_RESIDENT_PHONE = "13905956021";
/** The grid of the pictures: 火炬社区, third grid. */
export const DEMO_PLACE = "P040";
export const DEMO_GRID = 3;
/** Places that order by head count: an observation site, which the demo's site head looks after, and a dormitory. */
export const DEMO_UNITS = ["P203", "P213"] as const;

export const DEMO_STAFF = [
  { username: "wangge", name: "陈美珍", role: "GW", where: "火炬社区 第3网格", page: "/g", totp: undefined },
  {
    username: "dianzhang",
    name: "苏志明",
    role: "GW",
    aggregator: "site_head",
    where: "北峰医学观察点",
    page: "/g",
    totp: undefined,
  },
  { username: "shequ", name: "吴淑华", role: "COM", where: "火炬社区", page: "/c", totp: undefined },
  { username: "chaoshi", name: "周丽萍", role: "SUPM", where: "刺桐鲜超市东海店", page: "/s", totp: undefined },
  { username: "jianhuo", name: "林建国", role: "SUP", where: "刺桐鲜超市东海店", page: "/s", totp: undefined },
  { username: "diaodu", name: "陈雅琴", role: "DIS", where: "全市", page: "/d", totp: DEMO_TOTP.dispatch },
  { username: "siji", name: "何建国", role: "DRV", where: "", page: "/v", totp: undefined },
  { username: "changzhan", name: "许文彬", role: "DEP", where: "全部场站", page: "/p", totp: undefined },
  { username: "wuzi", name: "林晓岚", role: "DESK", where: "全市", page: "/desk", totp: DEMO_TOTP.desk },
] as const;

/** The demo's ways in, one per role, as the terminal and the demo page show them. */
export function demoSignIns(): DemoSignIn[] {
  return [
    {
      role: "RES",
      aggregator: null,
      who: "黄思源",
      where: "火炬社区 第3网格",
      signIn: DEMO_RESIDENT_PHONE,
      secret: "",
      page: "/r",
    },
    ...DEMO_STAFF.map((s) => ({
      role: s.role,
      aggregator: "aggregator" in s ? s.aggregator : null,
      who: s.name,
      where: s.where,
      signIn: s.username,
      secret: DEMO_PASSWORD,
      page: s.page,
      ...(s.totp ? { totp: s.totp } : {}),
    })),
  ];
}
