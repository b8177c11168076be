/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-tachogram-view-private.h"

#include <glib/gi18n-lib.h>

static GMenu *
make_verdicts (const char *action)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < BW_BEAT_N_VERDICTS; i++)
    {
      g_autoptr (GMenuItem) item
          = g_menu_item_new (bw_beat_verdict_get_text ((BwBeatVerdict) i), NULL);

      g_menu_item_set_action_and_target (item, action, "s",
                                         bw_beat_verdict_get_id ((BwBeatVerdict) i));
      g_menu_append_item (menu, item);
    }
  return menu;
}

static void
append (GMenu      *menu,
        const char *label,
        const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

/* The sections of the menu that speak of a beat and of a stretch are made when it opens: there may be
 * neither. */
static void
fill_beat_section (BwTachogramView *self)
{
  GMenu *menu = self->beat_section;
  const BwEditedBeat *beat = bw_tachogram_view_get_beat (self, self->cursor);
  g_autoptr (GMenu) mark = make_verdicts ("tachogram.mark");

  g_menu_remove_all (menu);
  if (beat && !beat->removed && beat->origin >= 0)
    g_menu_append_submenu (menu, _("_Mark Beat As"), G_MENU_MODEL (mark));
  append (menu, _("_Delete Beat, Leaving a Gap"), "tachogram.delete");
  append (menu, _("Take Beat Out and Mer_ge Its Intervals"), "tachogram.merge");
  append (menu, _("S_plit the Interval Before It"), "tachogram.split");
  append (menu, _("_Insert a Beat Here"), "tachogram.insert-here");
  append (menu, _("_Restore Beat as Measured"), "tachogram.restore");
}

static void
fill_stretch_section (BwTachogramView *self)
{
  GMenu *menu = self->stretch_section;
  g_autoptr (GMenu) mark = make_verdicts ("tachogram.mark-stretch");
  double from_ms, to_ms;

  g_menu_remove_all (menu);
  if (!bw_tachogram_view_get_selection (self, &from_ms, &to_ms))
    return;
  g_menu_append_submenu (menu, _("Mar_k Selected Beats As"), G_MENU_MODEL (mark));
  append (menu, _("Res_tore Selected Beats"), "tachogram.restore-stretch");
  append (menu, _("_Zoom to Selection"), "tachogram.zoom-selection");
  append (menu, _("C_lear Selection"), "tachogram.clear-selection");
}

static void
bw_tachogram_view_add_to_menu (BwChart *chart,
                               GMenu   *menu)
{
  BwTachogramView *self = BW_TACHOGRAM_VIEW (chart);
  g_autoptr (GMenu) view = g_menu_new ();

  self->beat_section = g_menu_new ();
  self->stretch_section = g_menu_new ();
  append (view, _("Select What Is in Si_ght"), "tachogram.select-visible");
  append (view, _("Show _All"), "tachogram.zoom-all");
  append (view, _("_Next Artefact"), "tachogram.next-artefact");
  append (view, _("Pre_vious Artefact"), "tachogram.previous-artefact");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (self->beat_section));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (self->stretch_section));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (view));
}

/* What is said of "the beat" is said of the one under the pointer. */
static void
bw_tachogram_view_menu_opens (BwChart *chart,
                              gboolean by_key,
                              double   x,
                              double   y)
{
  BwTachogramView *self = BW_TACHOGRAM_VIEW (chart);
  int beat = by_key ? -1 : bw_tachogram_view_find_beat (self, x, y, FALSE);

  if (beat >= 0)
    bw_tachogram_view_choose (self, beat);
  bw_tachogram_view_set_hover (self, -1);
  self->menu_ms = by_key || !self->figure ? -1 : bw_tachogram_view_x_to_ms (self, x);
  bw_tachogram_view_update_actions (self);
  fill_beat_section (self);
  fill_stretch_section (self);
}

GtkWidget *
bw_tachogram_view_make_mark_menu (void)
{
  g_autoptr (GMenu) verdicts = make_verdicts ("tachogram.mark");
  GtkWidget *popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (verdicts));

  gtk_popover_set_has_arrow (GTK_POPOVER (popover), TRUE);
  return popover;
}

/* At the chosen beat. */
static gboolean
on_mark_menu (GtkWidget *widget,
              GVariant  *args,
              gpointer   user_data)
{
  BwTachogramView *self = BW_TACHOGRAM_VIEW (widget);
  const BwPlotTachogramLine *beats = bw_tachogram_view_get_beats (self);
  BwPlotTachogramLayout layout;
  GdkRectangle at = { 0, 0, 1, 1 };

  if (self->cursor < 0 || !bw_tachogram_view_layout (self, &layout))
    return FALSE;
  at.x = (int) bw_plot_scale_map (&layout.time, beats->time_ms[self->cursor]);
  at.y = (int) bw_plot_tachogram_place (&layout, beats->rr_ms[self->cursor]);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->mark_menu), &at);
  gtk_popover_popup (GTK_POPOVER (self->mark_menu));
  return TRUE;
}

void
bw_tachogram_view_class_init_menu (BwTachogramViewClass *klass)
{
  BwChartClass *chart_class = BW_CHART_CLASS (klass);

  chart_class->add_to_menu = bw_tachogram_view_add_to_menu;
  chart_class->menu_opens = bw_tachogram_view_menu_opens;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_e, 0, on_mark_menu, NULL);
}
