/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-row-list.h"

/* --- Rows ---------------------------------------------------------------------------------------- */

static void
on_setup (BwRowList   *self,
          GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, self->kind->make ());
}

static void
on_bind (BwRowList   *self,
         GtkListItem *list_item)
{
  self->kind->set_item (gtk_list_item_get_child (list_item), gtk_list_item_get_item (list_item));
}

static void
on_unbind (BwRowList   *self,
           GtkListItem *list_item)
{
  self->kind->set_item (gtk_list_item_get_child (list_item), NULL);
}

static void
on_pressed (BwRowList *self)
{
  self->pointed = TRUE;
}

static gboolean
on_key_pressed (BwRowList *self)
{
  self->pointed = FALSE;
  return GDK_EVENT_PROPAGATE;
}

void
bw_row_list_init (BwRowList       *self,
                  GtkListView     *view,
                  const BwRowKind *kind)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  *self = (BwRowList) { .view = view, .kind = kind };
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (on_setup), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (on_unbind), self);
  gtk_list_view_set_factory (view, factory);

  /* Before the rows, who claim what they take. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (click));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
}

gboolean
bw_row_list_take_pointed (BwRowList *self)
{
  gboolean pointed = self->pointed;

  self->pointed = FALSE;
  return pointed;
}

/* --- Scrolling ----------------------------------------------------------------------------------- */

static guint
find_position (BwRowList *self,
               gpointer   item)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->view));
  guint n = model != NULL ? g_list_model_get_n_items (model) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) at = g_list_model_get_item (model, i);

      if (at == item)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* The child of the view that shows @item now. */
static GtkWidget *
find_row (BwRowList *self,
          gpointer   item)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);

      if (row != NULL && self->kind->get_item (row) == item)
        return child;
    }
  return NULL;
}

typedef struct
{
  BwRowList *rows;
  GObject *item;   /* owned */
} Later;

static void
later_free (gpointer data)
{
  Later *later = data;

  g_object_unref (later->item);
  g_free (later);
}

static gboolean
on_first_frame (GtkWidget     *view,
                GdkFrameClock *clock,
                gpointer       data)
{
  Later *later = data;

  if (gtk_widget_get_height (view) == 0)
    return G_SOURCE_CONTINUE;
  bw_row_list_scroll_to (later->rows, later->item, FALSE);
  return G_SOURCE_REMOVE;
}

void
bw_row_list_scroll_to (BwRowList *self,
                       gpointer   item,
                       gboolean   focus)
{
  GtkWidget *view = GTK_WIDGET (self->view), *row;
  guint position = find_position (self, item);

  if (position == GTK_INVALID_LIST_POSITION)
    return;
  gtk_widget_activate_action (view, "list.scroll-to-item", "u", position);
  /* A list without a size cannot scroll yet. */
  if (gtk_widget_get_height (view) == 0)
    {
      Later *later = g_new (Later, 1);

      *later = (Later) { self, g_object_ref (item) };
      gtk_widget_add_tick_callback (view, on_first_frame, later, later_free);
    }
  /* Not from where the list itself was last used. */
  if (gtk_selection_model_is_selected (gtk_list_view_get_model (self->view), position))
    gtk_widget_activate_action (view, "list.select-item", "(ubb)", position, FALSE, FALSE);
  row = find_row (self, item);
  if (focus && row != NULL)
    gtk_widget_grab_focus (row);
}
