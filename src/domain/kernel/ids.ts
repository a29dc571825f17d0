/** A value that wears a name: a `HouseholdId` cannot be passed where an `OrderId` is asked for. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };

type Id<Name extends string> = Brand<string, Name>;

export type UserId = Id<"UserId">;
export type SessionId = Id<"SessionId">;
export type PersonId = Id<"PersonId">;
export type DistrictId = Id<"DistrictId">;
export type CommunityId = Id<"CommunityId">;
export type GridId = Id<"GridId">;
export type BuildingId = Id<"BuildingId">;
export type HouseholdId = Id<"HouseholdId">;
export type ItemId = Id<"ItemId">;
export type PackageId = Id<"PackageId">;
export type PackageVersionId = Id<"PackageVersionId">;
export type CycleId = Id<"CycleId">;
export type OrderId = Id<"OrderId">;
export type OrderLineId = Id<"OrderLineId">;
export type GridSheetId = Id<"GridSheetId">;
export type SupermarketId = Id<"SupermarketId">;
export type BatchId = Id<"BatchId">;
export type LotId = Id<"LotId">;
export type BagId = Id<"BagId">;
export type DepotId = Id<"DepotId">;
export type VehicleId = Id<"VehicleId">;
export type PlanId = Id<"PlanId">;
export type TripId = Id<"TripId">;
export type StopId = Id<"StopId">;
export type HandoverId = Id<"HandoverId">;
export type ZoneVersionId = Id<"ZoneVersionId">;
export type ClosureId = Id<"ClosureId">;
export type CityImportId = Id<"CityImportId">;
export type ListImportId = Id<"ListImportId">;
export type ClaimId = Id<"ClaimId">;
export type AssignmentId = Id<"AssignmentId">;
export type AccountRequestId = Id<"AccountRequestId">;
export type SettlementId = Id<"SettlementId">;
export type LedgerAccountId = Id<"LedgerAccountId">;
/** Cash that was handed over in one go; in the books it is one transaction. */
export type CashReceiptId = Id<"CashReceiptId">;
