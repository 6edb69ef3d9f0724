namespace Peppi.Application.Webhooks;

/// <summary>Settings of outgoing webhooks (<c>Webhooks</c>).</summary>
public sealed class WebhooksOptions
{
    /// <summary>Seconds that a target may take for its answer.</summary>
    public int AnswerSeconds { get; set; } = 10;

    /// <summary>Networks beside the open internet that targets may lie in, e.g. <c>10.1.2.0/24</c>.</summary>
    public IReadOnlyList<string> AllowedNetworks { get; set; } = [];

    /// <summary>Days after which an event that arrived, or was given up, is forgotten.</summary>
    public int KeptDays { get; set; } = 30;
}
