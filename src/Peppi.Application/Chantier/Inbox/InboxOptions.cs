namespace Peppi.Application.Chantier.Inbox;

/// <summary>ManyChat's webhook (section <c>ManyChat</c>).</summary>
public sealed class ManyChatOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "ManyChat";

    /// <summary>Whoever sends one of these in <c>X-Peppi-Webhook-Secret</c> is believed: two while one replaces the other.</summary>
    public string[] Secrets { get; set; } = [];

    /// <summary>Addresses or networks that may call; empty for any.</summary>
    public string[] Networks { get; set; } = [];
}

/// <summary>Meta's WhatsApp Cloud API (section <c>WhatsApp</c>).</summary>
public sealed class WhatsAppOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "WhatsApp";

    /// <summary>What Meta sends back when the webhook is set up; without one the set-up is refused.</summary>
    public string VerifyToken { get; set; } = "";

    /// <summary>Secrets of the app that sign each delivery: two while one replaces the other. Without one every delivery is refused.</summary>
    public string[] AppSecrets { get; set; } = [];

    /// <summary>Opens photos by their id.</summary>
    public string AccessToken { get; set; } = "";

    /// <summary>Base of the Graph API.</summary>
    public string GraphUrl { get; set; } = "https://graph.facebook.com/v23.0";
}

/// <summary>Field messages as they come in (section <c>Inbox</c>).</summary>
public sealed class InboxOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Inbox";

    /// <summary>Country of telephone numbers that name none (ISO 3166).</summary>
    public string DefaultCountry { get; set; } = "CM";

    /// <summary>Custom fields of a contact that may name its site, by id, code or name.</summary>
    public string[] ProjectFields { get; set; } = ["project_id", "project_code", "project", "chantier", "site", "code_chantier"];

    /// <summary>How long a webhook that was dealt with is kept for reading again.</summary>
    public TimeSpan KeepRaw { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Whether Saturday is a working day on the sites: silence is counted in working days.</summary>
    public bool SaturdaysWorked { get; set; } = true;
}

/// <summary>Copies of photos (section <c>Media</c>).</summary>
public sealed class MediaOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Media";

    /// <summary>Hosts that photos are fetched from; <c>*.</c> in front stands for every host below.</summary>
    public string[] Hosts { get; set; } =
        ["*.manychat.com", "manybot-files.s3.eu-central-1.amazonaws.com", "manybot-thumbnails.s3.eu-central-1.amazonaws.com", "lookaside.fbsbx.com", "*.fbcdn.net", "*.whatsapp.net", "graph.facebook.com"];

    /// <summary>Networks that are reached although they are not of the open internet: a store of one's own beside Peppi.</summary>
    public string[] PrivateNetworks { get; set; } = [];

    /// <summary>Whether only <c>https</c> is fetched.</summary>
    public bool HttpsOnly { get; set; } = true;

    /// <summary>Largest photo or document, in bytes.</summary>
    public long LargestBytes { get; set; } = 100 * 1024 * 1024;

    /// <summary>How long one may take, from the first connection to the last byte.</summary>
    public int FetchTimeoutSeconds { get; set; } = 60;

    /// <summary>How many are fetched at the same time.</summary>
    public int Parallel { get; set; } = 8;

    /// <summary>How many of them from one host, so that a slow one leaves room for the others.</summary>
    public int PerHost { get; set; } = 4;
}
