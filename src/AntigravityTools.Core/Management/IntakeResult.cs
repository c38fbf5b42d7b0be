using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>What became of an account on its way in.</summary>
/// <param name="Account">The account as saved; null where it is gone or was refused.</param>
/// <param name="Created">True where it is new.</param>
/// <param name="Error">Why it was refused.</param>
internal readonly record struct IntakeResult(Account? Account, bool Created = false, FieldError? Error = null);
