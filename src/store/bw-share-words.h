/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* By what a share is known, a zip of recordings without names: export/ writes it and import/ reads it,
 * neither of which knows the other. */

#define BW_SHARE_FORMAT "beatwise-share"   /* of an import, and "format" in the manifest */
#define BW_SHARE_MANIFEST "manifest.json"
#define BW_SHARE_LABELS "labels.csv"       /* as bw-label-csv.h reads it */
