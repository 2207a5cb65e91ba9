"""Makes the sample papers: drawn with reportlab, scanned with Pillow, their truth written beside them.

Every company, person, code, address and number is invented. Building blocks, from the bottom up: ``codes`` and
``amounts`` (numbers that check), ``fonts``, ``paper`` (a sheet one draws on), ``kinds`` (what each kind of paper
says, and its layouts), ``seal`` and ``scan`` (what a scanner makes of it), ``cases`` (who brings what).
"""
