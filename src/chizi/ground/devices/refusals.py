"""Why devices and their parcels are not taken."""

from chizi.core.refusals import Missing, Refusal
from chizi.core.words import N_


class AnotherPerson(Refusal):
    status = 409
    text = N_("Somebody else is signed in. What lies on this device stays for whoever recorded it.")


class UnknownDevice(Missing):
    text = N_("This device is not known here. Open the terminal on it once while you are signed in.")


class TooManyDevices(Refusal):
    text = N_("You already use %(most)s devices. Let one of them forget its data first.")


class DeviceWiped(Refusal):
    status = 410
    text = N_("This device was told to forget everything on it.")


class ParcelTaken(Refusal):
    text = N_("Another step has this number already. Record it once more.")
