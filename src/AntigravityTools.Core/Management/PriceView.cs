using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>A model's price as it is in force.</summary>
/// <param name="Model">The model's name; dated names that begin with it have the same price.</param>
/// <param name="Price">The price in force.</param>
/// <param name="Shipped">The shipped price; null where only the user has one.</param>
/// <param name="IsOwn">True where the user set it.</param>
public sealed record PriceView(string Model, ModelPrice Price, ModelPrice? Shipped, bool IsOwn);
