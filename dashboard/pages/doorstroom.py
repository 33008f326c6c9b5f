from dashboard.components import head
head.title("doorstroom")
