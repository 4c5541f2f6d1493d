"""Desk (工作台): where the office, the departments and the auditors work.

Pages: today, deliveries (list, page, upload), runs, publications (list, page, proposal, approval), the register, the
journal, people and their grants. A view asks for what the viewer may see and makes at most one write; what he may
not do is not offered. `pages` turns answers of the rooms into the kit's lists and figures.
"""
