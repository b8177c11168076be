/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The folder that a file was chosen in last, where the next file dialog begins. */

/* Returns: (transfer full) (nullable) */
GFile *bw_last_folder_get (GSettings *settings);

/* @folder; or the one that @file is in. What a portal lends a sandbox is no place to begin. */
void bw_last_folder_set (GSettings *settings,
                         GFile     *folder);
void bw_last_folder_remember (GSettings *settings,
                              GFile     *file);

G_END_DECLS
