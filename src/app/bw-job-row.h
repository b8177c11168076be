/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-job.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A job at the foot of the window: what it is, what it is doing, how far it is, time left, Cancel. */
#define BW_TYPE_JOB_ROW (bw_job_row_get_type ())
G_DECLARE_FINAL_TYPE (BwJobRow, bw_job_row, BW, JOB_ROW, AdwBin)

GtkWidget *bw_job_row_new (BwJob *job);

BwJob *bw_job_row_get_job (BwJobRow *self);

G_END_DECLS
