namespace Peppi.Infrastructure.Instance;

/// <summary>Who the first administrator of a new instance is (section <c>FirstAdministrator</c>).</summary>
internal sealed class FirstAdministratorOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "FirstAdministrator";

    /// <summary>The address that the first administrator signs in with.</summary>
    public string Email { get; set; } = "admin@peppi.local";
}

/// <summary>How the first administrator signs in for the first time; kept among the instance's secrets, since nobody else could tell.</summary>
/// <param name="Email">The address.</param>
/// <param name="Password">The password, which must be changed at the first sign-in.</param>
internal sealed record FirstSignIn(string Email, string Password)
{
    /// <summary>The file that holds it.</summary>
    public static string FileOf(InstanceSettings settings) => Path.Combine(settings.KeysFolder, "first-administrator");

    /// <summary>Writes it down, readable by the instance's owner only.</summary>
    public static void Write(InstanceSettings settings, FirstSignIn signIn) =>
        PrivateFiles.Write(FileOf(settings), $"{signIn.Email}\n{signIn.Password}\n");

    /// <summary>What was written down; null where this state folder never saw the account made.</summary>
    public static FirstSignIn? Read(InstanceSettings settings) =>
        File.Exists(FileOf(settings)) && File.ReadAllLines(FileOf(settings)) is [var email, var password, ..] ? new FirstSignIn(email, password) : null;
}
