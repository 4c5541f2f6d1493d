"""What can be wrong with an address."""

from chizi.core.refusals import Missing, Refusal
from chizi.core.words import N_


class BadMailAddress(Refusal):
    text = N_("This is not an e-mail address. Write it like name@example.cn, or leave it empty.")


class BadWebhook(Refusal):
    text = N_("This is not a web address that can be used. It begins with https:// and names a host.")


class PrivateWebhook(Refusal):
    text = N_(
        "This address lies inside the network of this server. Whoever runs it may allow that by "
        "CHIZI_WEBHOOK_PRIVATE=1."
    )


class MailIsOff(Refusal):
    text = N_("This installation sends no mail. Whoever runs it may set CHIZI_SMTP_URL.")


class WebhookIsOff(Refusal):
    text = N_("This installation calls no webhooks. Whoever runs it may set CHIZI_WEBHOOK_SECRET.")


class OneWayOnly(Refusal):
    text = N_("The digest goes out once a day, so by one way: mail or webhook. Leave one of them empty.")


class DigestInQuietHours(Refusal):
    text = N_("At that hour nothing is sent, because it lies in the quiet hours. Choose another hour.")


class BadHour(Refusal):
    text = N_("The hour is a number from 0 to 23.")


class NoSuchNotice(Missing):
    text = N_("There is no such notice.")
