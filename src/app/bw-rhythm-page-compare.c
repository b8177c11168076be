/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-page-private.h"

#include "app/bw-compare-dialog.h"
#include "app/bw-toasts.h"

#include <glib/gi18n-lib.h>

/* What is shown beside another one, or a stretch beside another stretch. */

/* All of it where no stretch is selected. */
static double
get_from (BwRhythmPage *self)
{
  return self->has_stretch ? self->from_ms : 0;
}

static double
get_to (BwRhythmPage *self)
{
  return self->has_stretch ? self->to_ms : G_MAXDOUBLE;
}

static void
on_compare (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  BwRhythmPage *self = BW_RHYTHM_PAGE (widget);

  if (self->rhythm != NULL)
    bw_compare_dialog_present (widget, self->session, self->rhythm, get_from (self), get_to (self),
                               NULL, 0, G_MAXDOUBLE);
}

/* As it is now: edits that follow do not change it. */
static void
on_pin_stretch (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  BwRhythmPage *self = BW_RHYTHM_PAGE (widget);

  if (self->rhythm == NULL)
    return;
  g_clear_pointer (&self->pinned, bw_rhythm_unref);
  self->pinned = bw_rhythm_ref (self->rhythm);
  self->pinned_from_ms = get_from (self);
  self->pinned_to_ms = get_to (self);
  bw_rhythm_page_update_actions (self);
  bw_toasts_tell (widget,
                  self->has_stretch
                    ? _("Stretch kept: now choose another stretch or recording, and compare it")
                    : _("Kept: now choose another stretch or recording, and compare it"),
                  NULL);
}

static void
on_compare_pinned (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  BwRhythmPage *self = BW_RHYTHM_PAGE (widget);

  if (self->rhythm != NULL && self->pinned != NULL)
    bw_compare_dialog_present (widget, self->session, self->pinned, self->pinned_from_ms,
                               self->pinned_to_ms, self->rhythm, get_from (self), get_to (self));
}

void
bw_rhythm_page_update_compare_actions (BwRhythmPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean loaded = self->rhythm != NULL;

  gtk_widget_action_set_enabled (widget, "rhythm.compare", loaded);
  gtk_widget_action_set_enabled (widget, "rhythm.pin-stretch", loaded);
  gtk_widget_action_set_enabled (widget, "rhythm.compare-pinned", loaded && self->pinned != NULL);
}

void
bw_rhythm_page_class_install_compare_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "rhythm.compare", NULL, on_compare);
  gtk_widget_class_install_action (widget_class, "rhythm.pin-stretch", NULL, on_pin_stretch);
  gtk_widget_class_install_action (widget_class, "rhythm.compare-pinned", NULL, on_compare_pinned);
}
