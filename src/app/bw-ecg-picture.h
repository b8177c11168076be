/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-ecg-trace.h"
#include "app/bw-session.h"
#include "report/bw-ecg-figure.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A recording as it is saved, copied and printed from the window. */

/* The figure of @trace. @recording: its header as it is told now; @filter: what it goes through first */
BwEcgFigure *bw_ecg_picture_new_figure (BwEcgTrace               *trace,
                                        const BwRecording        *recording,
                                        BwEcgFilter               filter,
                                        GTimeZone                *zone,
                                        const BwEcgFigureOptions *options);

/* Takes @figure. Rendered by a job of @session, and written as a whole or not at all.
 * Returns: (transfer none) (nullable): see bw_session_save_picture() */
BwJob *bw_ecg_picture_save (BwSession    *session,
                            BwEcgFigure  *figure,
                            BwPlotFormat  format,
                            GFile        *file);

/* Takes @figure. Rendered in a thread, for the clipboard. */
void bw_ecg_picture_to_texture (BwEcgFigure         *figure,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);
GdkTexture *bw_ecg_picture_to_texture_finish (GAsyncResult  *result,
                                              GError       **error);

/* Takes @figure. Page by page, true to scale in the middle of the paper.
 * Returns: (transfer full): to be run */
GtkPrintOperation *bw_ecg_picture_new_print (BwEcgFigure *figure,
                                             const char  *job_name);

G_END_DECLS
