"""Devices (终端): phones and tablets that work off-line, and the parcels they send.

Nouns: Device (终端, its half of the key and whether it is to be wiped), Parcel (数据包, a step taken off-line, with an
id the device made: the same one twice is one). No time of last contact is kept (R-02).
"""
