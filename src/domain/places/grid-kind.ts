/** 网格 of villages, of communities, and of one unit alone (a campus, a market, a site). */
export const GRID_KINDS = ["rural", "community", "dedicated"] as const;
