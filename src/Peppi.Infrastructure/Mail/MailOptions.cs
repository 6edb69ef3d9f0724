namespace Peppi.Infrastructure.Mail;

/// <summary>Section <c>Mail</c> of the configuration.</summary>
internal sealed class MailOptions
{
    /// <summary>SMTP server; without one, mail is written as .eml files under the state folder.</summary>
    public string? Host { get; set; }

    /// <summary>Its port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>Whether the connection turns to TLS (STARTTLS) before anything is said.</summary>
    public bool StartTls { get; set; } = true;

    /// <summary>Login, if the server asks for one.</summary>
    public string? Username { get; set; }

    /// <summary>Its password.</summary>
    public string? Password { get; set; }

    /// <summary>Sender's address.</summary>
    public string From { get; set; } = "peppi@localhost";

    /// <summary>Sender's name.</summary>
    public string FromName { get; set; } = "PEPPI-SNI";

    /// <summary>How long a server may take over one mail.</summary>
    public int TimeoutSeconds { get; set; } = 60;
}
