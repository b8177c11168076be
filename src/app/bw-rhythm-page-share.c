/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-page-private.h"

#include "app/bw-rhythm-share.h"

/* What the page gives away: a report, and data for other programs. */

static void
on_report (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  BwRhythmPage *self = BW_RHYTHM_PAGE (widget);

  if (self->session != NULL)
    bw_rhythm_report_ask (widget, self->session, self->rhythm, self->has_stretch, self->from_ms,
                          self->to_ms);
}

static void
on_save_data (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  BwRhythmPage *self = BW_RHYTHM_PAGE (widget);

  if (self->session != NULL)
    bw_rhythm_save_data_ask (widget, self->session, self->rhythm, self->has_stretch, self->from_ms,
                             self->to_ms);
}

void
bw_rhythm_page_class_install_share_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "rhythm.report", NULL, on_report);
  gtk_widget_class_install_action (widget_class, "rhythm.save-data", NULL, on_save_data);
}
